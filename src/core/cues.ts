import { kinds, type Kind } from './step.ts'

/**
 * Words that say what a statement does. Where: `<` opens it and is passed over (several may follow each other), `^`
 * stands at its head after those, `*` anywhere. `a/b` in a phrase is either word. Of several phrases that begin at
 * the same word, only the longest counts. Weights add up; `derive` begins with `atRest`.
 */
export interface Cue {
  readonly where: '<' | '^' | '*'
  readonly phrases: readonly string[]
  readonly weights: readonly (readonly [Kind, number])[]
}

/** What speaks for `derive` before a word is read. */
export const atRest = 2

type Weights = Readonly<Partial<Record<Kind, number>>>

/** Openings that guess at another way, and that halt and guess. */
export const otherGuess = 'alternatively maybe|alternatively perhaps'
export const haltingGuess =
  'wait maybe|wait perhaps|wait but maybe|wait but perhaps|等等也许|等等可能|等等或许'

export const cues: readonly Cue[] = [
  // --- what opens a statement
  open(
    'and|then|also|well|oh|ah|ok|okay|alright|all right|finally|again|similarly|right|yeah|since|because',
    {},
  ),
  open('so', { conclude: 0.4 }),
  open('now', { plan: 0.4 }),
  open('next', { plan: 0.7 }),
  open('okay let us see', { doubt: 2.4 }),
  open('okay so|ok so|alright so|好的|好|那么|然后|接下来|现在', { frame: 0.8 }),
  open('therefore|thus|hence|so therefore|因此|所以|故|综上', { conclude: 0.5 }),
  open('but|however|但是|但|不过|然而', { doubt: 0.3 }),
  open('wait|oh wait|wait actually|等等|等一下|等下|且慢', { doubt: 0.7, revise: 0.6, check: 0.6 }),
  open('but wait|hold on|wait hold on|but hold on', { doubt: 2.1, check: 0.6 }),
  open('wait but|wait a minute|wait a second', { doubt: 1.1, check: 0.8 }),
  open('hmm|hmmm|hm|um|uh|嗯|呃|唔', { doubt: 1.4 }),
  open('no|nope', { revise: 1.5 }),
  open('wait no|oh no|no wait', { revise: 1.8 }),
  open('不对|不|不是', { revise: 2.6 }),
  open('yes|yep|yup|yes so|so yes|是的|对|没错', { check: 1.6 }),
  open('alternatively|or alternatively|或者|另外|换句话说', { branch: 1.6 }),
  open('maybe|perhaps|possibly|也许|可能|或许', { doubt: 0.4, branch: 0.2 }),
  open('actually|其实|实际上', { recall: 0.3, revise: 0.4 }),
  open('first|firstly|first of all|second|secondly|third|thirdly|lastly|to start|首先|第一|第二|第三|最后', {
    plan: 0.9,
  }),

  // --- plan: says what to do
  head('let me|let us|让我|让我们|我们来|我来', { plan: 2.6 }),
  head('let me/us think|let me/us see|let me/us think about/through', { plan: 2.2, doubt: 0.6 }),
  head('let me/us denote/define/call/say/assume/suppose/set/label/note/count/let|设', {
    plan: 1.2,
    derive: 0.8,
  }),
  head(
    "i need to|i need|i should|i'll|i will|i can|i could|i have to|i must|i want to|i'd like to|i am going to|i'm going to",
    { plan: 2.4 },
  ),
  head("we need to|we should|we'll|we must|we have to|we want to|need to", { plan: 2.2 }),
  head('we can|we could|we need|one can|我们可以|可以', { plan: 1.5 }),
  head('我需要|我们需要|需要|我应该|我们应该|我要|我得|我会', { plan: 2.4 }),
  head(
    'maybe i should/can/could/need|perhaps i should/can/could/need|maybe we should/can/could/need|perhaps we should/can/could/need',
    { plan: 2.4 },
  ),
  head(
    'to do this/that/so|to find|to solve|to compute|to calculate|to determine|to get|to figure|to see|to check|to answer',
    { plan: 1.9 },
  ),
  head('my plan|our plan|here is my plan', { plan: 3 }),
  head('our goal|the goal|if i/we want to|我们的目标|目标是', { plan: 2.3 }),
  head('starting with the', { plan: 2.1 }),
  head('start with/by|starting with/from|begin with/by|looking at|going back to|moving on', { plan: 1.3 }),
  head(
    'provide|decide|discuss|evaluate|outline|weigh|should|need|should be|compute|calculate|find|solve|simplify|substitute|plug|factor|rearrange|expand|apply|use|consider|write|define|list|mention|determine|start',
    { plan: 2.1 },
  ),
  head('multiply|divide|subtract|add|square|take|convert', { plan: 1.8 }),
  head('substituting|plugging|calculating|computing|simplifying|converting|solving|rearranging', {
    plan: 1.3,
  }),
  head('the next step|next step|the first step|the plan|the approach|step one/two/three|the idea is', {
    plan: 2,
  }),
  anywhere(
    'step by step|break this down|break it down|work through|figure this out|go through|一步一步|逐步',
    { plan: 0.9 },
  ),
  anywhere("i need to|we need to|i should|we should|i'll need to|我需要", { plan: 0.8 }),

  // --- frame: restates or scopes the problem
  head('the problem|the question|the user|the task|this problem|this question|the prompt|the query', {
    frame: 1.8,
  }),
  head('the riddle|the puzzle|the instruction|the instructions|the description', { frame: 1.8 }),
  head("the riddle/puzzle/user/description/instruction doesn't/didn't/specifically", { frame: 2.3 }),
  head('the riddle/puzzle/description/instruction/instructions says/say/states/asks/mentions', {
    frame: 3.2,
  }),
  head('题目|问题|用户|这道题|这个问题', { frame: 2.3 }),
  head(
    'the problem says/states/asks/mentions|the question says/states/asks/mentions|the user wants/asks/is/asked/says|the problem is asking|the question is asking|the question is|the task is',
    { frame: 3.2 },
  ),
  head(
    'the options are/given|the answer options are|the answer choices are|the choices are|the given|given|已知|给定|根据题意',
    { frame: 2.3 },
  ),
  head('the options|the choices|the answer choices/options|answer options/choices', { frame: 1.2 }),
  head('given that|given the|the original', { frame: 1.2 }),
  head(
    "we're given|we are given|i'm given|i am given|we are told|we're told|i have this|i have to|i have a|i've got this|i've got a|i'm trying to|i am trying to|i'm asked|i was given|there's this|there is this",
    { frame: 3 },
  ),
  head('option a|option b|option c|option d|option e', { frame: 1 }),
  head('the starting material/compound|the reaction|the compound|the target|the first/second part', {
    frame: 0.6,
  }),
  head('from earlier|as given|as before|earlier i/we', { frame: 1.2 }),
  anywhere(
    "the problem says/states/asks/mentions|the question says/states/asks/mentions|as given|are given|is given|we're told|the original problem|the user|it says|asks for|is asking|we have to find|题目说|题目中",
    { frame: 1.5 },
  ),
  anywhere(
    'i have this problem|i have this question|this question|this problem|the following|need to figure out|trying to figure out|figure out how|asked to',
    { frame: 1.2 },
  ),

  // --- read: looks at given code
  head(
    'the code|this code|the function|this function|the method|the class|this method|this class|the file|in the code|looking at the code|代码|函数|这段代码|这个函数',
    { read: 2.4 },
  ),
  anywhere(
    'the code|the function|this function|the constructor|returns|is called|line|lines|代码|函数|方法',
    { read: 0.5 },
  ),
  head('looking at|look at|看看|看一下', { read: 0.6 }),
  head('i look at|i am looking at|reading the|reading from|on line|at line|in line|on lines|lines', {
    read: 2.4,
  }),

  // --- recall: brings known facts
  head(
    "i remember|i recall|i know|i also remember/recall/know|i've heard|i've read|i remember that|recall|recall that|remember|remember that|from what i/we|as we know|我记得|我知道|我们知道|回忆",
    { recall: 3.2 },
  ),
  anywhere(
    'i remember|i recall|i know that|we know that|is defined as|by definition|is known as|is called|are called|refers to|is the formula|in general|well known|known as|states that|says that if|the theorem|the definition of|根据定义|定义为|公式|定理',
    { recall: 1.5 },
  ),
  anywhere('often|theorem|a type of|a kind of|for instance in|一般', { recall: 1.5 }),
  anywhere('given by|is given by|are given by', { recall: 3 }),
  anywhere('typically|usually|generally|commonly|formula for|通常', { recall: 2.2 }),
  anywhere('always|the formula|common|such as|tend to|known for', { recall: 0.6 }),
  head('let me/us recall that', { recall: 4 }),
  head('actually the formula', { plan: 0 }),
  head('the formula is', { recall: 2 }),
  head('the formula for|the definition of|the standard formula|the general form/formula/solution', {
    recall: 3,
  }),
  head('the formula|the definition|the general|in general|according to|by the|the standard|the theorem', {
    recall: 1.4,
  }),
  head('a|an|every', { recall: 0.5 }),
  anywhere('is a|are a|is an|has a|have a|stands for|consists of|means that', { recall: 0.5 }),

  // --- check: verifies, tests an example
  head('let us check/test', { plan: 5 }),
  head('wait/but let us check/test', { check: 6 }),
  head(
    'let me check/test|let me/us verify/confirm/double/validate|let me just check/verify/confirm|let me/us make sure|let me double check',
    { check: 5 },
  ),
  head(
    'i should check/verify/confirm/double|to verify/check/confirm|to be sure|just to be sure/thorough|to double check|to make sure|check|checking|verify|verifying|testing|double checking|让我检查|让我再检查|让我再验证|再检查|再验证|检查一下|让我确认|我来检查|让我验证|检查|验证|确认|验算',
    { check: 4 },
  ),
  anywhere(
    'check if|check whether|double check|verify|make sure|to confirm|sanity check|let me check|let me verify|let me confirm|let us check|let us verify|let us test|plug back|plugging back|is that correct|is that right|验证|检查一下|确认一下|再检查',
    { check: 2.4 },
  ),
  head(
    "correct|that's correct|that is correct|that's right|that makes sense|makes sense|which makes sense|looks good|good|great|perfect|correct|yes|that checks out|seems correct|seems right|exactly so|that works|that's okay|that's fine|that's good|okay good|that is okay|this matches|this makes sense|so that works|没问题|正确|符合|这就对了|对了|确实如此",
    { check: 3 },
  ),
  anywhere(
    'is okay|are okay|is indeed|is fine|seems plausible|seems reasonable|seems consistent|is plausible|is possible',
    { check: 1.4 },
  ),
  anywhere('that makes sense because|makes sense because', { check: -2 }),
  anywhere(
    'that makes sense|makes sense|same answer|right answer|which matches|that matches|checks out|is consistent|as expected|that fits|which is correct|seems right|works out',
    { check: 1 },
  ),
  head(
    "i think that's|i think my|i think this is|that's exactly what|that's the same|that part|same result",
    { check: 2.3 },
  ),
  head("i think that's/it's/this is/that is correct/right/solid/fine/good", { check: 4 }),
  anywhere(
    "is correct|was correct|are correct|is right|was right|是正确的|是对的|same result|is solid|that's solid|exactly what",
    { check: 2.2 },
  ),
  head('for example|for instance|例如|比如|举个例子', { check: 3 }),
  head('as an example|e g|suppose|say|test case', { check: 1.6 }),
  head('if i plug|plugging in|substitute back|test with|try with', { check: 1.2 }),

  // --- revise: finds a mistake, goes back
  head(
    "that's not right|that's wrong|that is wrong|that's not correct|that's incorrect|that can't be|that's not|that isn't|not correct|not right|wrong|incorrect|i made a mistake|i was wrong|i think i made|i misread|i misunderstood|scratch that|my mistake|maybe not|这不对|不对|错了|我错了|我搞错",
    { revise: 3.4 },
  ),
  anywhere(
    "made a mistake|i messed up|that's wrong|contradiction|contradicts|can't be right|incorrect|not possible|is wrong|mistake|misread|搞错|弄错|矛盾|错误",
    { revise: 1.5 },
  ),
  head(
    'going back|let me/us go back|let me/us correct|let me/us redo|let me/us reconsider|let me/us re|back to',
    { revise: 1.6, plan: 1 },
  ),

  head("that doesn't|that does not|this doesn't|this does not|doesn't", { doubt: 2.6, revise: 1.6 }),
  anywhere("doesn't match|doesn't fit|doesn't work|not matching", { doubt: 0.9, revise: 0.9 }),
  anywhere("doesn't make sense", { doubt: 1.4, revise: 0.4 }),
  anywhere(
    'a mistake|a miscalculation|miscalculation|discrepancy|inconsistency|confusion|i might have|i may have|an error|不一致|有误|without knowing|something off/wrong|something is/seems off/wrong|used the wrong|not directly applicable',
    { doubt: 2.2 },
  ),
  anywhere("here's the mistake/error|here is the mistake/error|that's the mistake/error|made an error", {
    revise: 2.6,
  }),
  anywhere("can't directly|can't determine|cannot determine|doesn't apply", { doubt: 2.2 }),
  head('maybe my|perhaps my|my initial|my earlier|my previous|my assumption', { doubt: 2.4 }),
  head("but that might|but this is|hmm that's|i think i'm|still not|still no", { doubt: 2.1 }),
  head('not', { doubt: 1.8 }),
  head('not typical/match/matching/likely/plausible/good/helpful/consistent/quite/really', { doubt: 2.4 }),
  head('not an option|not one of|none of|none is|no match', { revise: 2.2, doubt: 0.4 }),

  // --- branch: tries another way
  head(
    'another way|another approach|another method|another idea|another option|another possibility|another angle|another thought|a different approach|a different way|different approach|换个|换一种|另一种|另一个思路',
    { branch: 3.6 },
  ),
  head(
    'let me/us try another/a|let me/us try a different|let me/us consider another/alternative|let me/us think differently|let me/us approach this differently|what if',
    { branch: 4 },
  ),
  head('alternatively think/consider/considering/using/looking/is/here', { branch: 1.5 }),
  open(otherGuess, { branch: 1.8 }),
  open(haltingGuess, { branch: 2.4 }),
  anywhere(
    'think differently|think about this/it differently|approach this/it differently|look at it differently',
    { branch: 2.6 },
  ),
  anywhere(
    'another way|another approach|different approach|different method|another method|alternative approach|try another|try a different|another angle|另一种方法|换一种',
    { branch: 2.3 },
  ),

  // --- doubt: is unsure, asks itself
  head(
    "i'm not sure|i am not sure|not sure|i'm not|i'm still|i'm a bit|i'm confused|i don't know|i'm unsure|not entirely|i wonder|this is confusing|this is tricky|this is getting|this is complicated|i'm stuck|hard|我不确定|不确定|不太确定|不知道",
    { doubt: 4 },
  ),
  anywhere(
    "not sure|i'm not sure|unsure|confusing|confused|tricky|unclear|i don't know|wait a minute|complicated|challenging|hard to|difficult|不确定|困惑|奇怪",
    { doubt: 1.6 },
  ),
  head('this seems|that seems|seems', { doubt: 1.8, check: 0.9 }),
  head('how|why|how come', { doubt: 2.2 }),
  head('how many/much', { plan: 2.6 }),
  head('this is a problem|this is confusing|this is not|this is unclear', { doubt: 3 }),
  head(
    "maybe i'm|perhaps i'm|maybe i made|maybe i missed|maybe we|am i|did i|is that|is this|is it|is there|does that|does this|how can|how do|how does|how about|why|what about|what is|what's|where|which one|should i|难道|为什么|怎么|是不是|是否",
    { doubt: 1.6 },
  ),

  head(
    "i'm getting|i am getting|i'm missing|i might be|i may be|i must be|i'm mixing|i'm conflating|i'm overthinking|i'm overcomplicating",
    { doubt: 2.6 },
  ),
  head(
    "that's interesting|that's confusing|that's strange|that's weird|that's odd|interesting|strange|weird",
    { doubt: 2.4 },
  ),
  head(
    'that seems high/low/unlikely/off/odd/wrong/strange/weird/too/complicated|this seems high/low/unlikely/off/odd/wrong/strange/too/complicated|seems unlikely|this is different|that is different',
    { doubt: 2.6 },
  ),
  head(
    "that seems correct/right/reasonable/good/plausible/consistent/fine/to|this seems correct/right/reasonable/plausible/consistent/to|seems correct/right/reasonable|same as before|same result|all good|that is consistent|that's consistent",
    { check: 3 },
  ),
  anywhere(
    "i'm stuck|a trick|a catch|gotcha|trick question|too confused|going in circles|overcomplicate|wasting time|tedious|tangled|stuck|conflicting|ambiguous|vague|don't have enough|not applicable|hard to say|i missed|might be wrong|too complicated|misremember|misremembering",
    { doubt: 1.6 },
  ),
  anywhere("i'm missing|overthinking|overcomplicating", { doubt: 2.2 }),
  anywhere('indeed|as expected|consistent with|close enough|are right', { check: 0.9 }),
  head(
    "my stance|my position|i agree|i disagree|i lean|i would lean|i'll go with|i'd go with|i'll stick with|in any case|so overall",
    { conclude: 2.2 },
  ),
  anywhere("i'll go with that|i'll go with|i would go with|should go with", { conclude: 1.2 }),
  anywhere("i'll go with|go with option|stick with|lean towards|leaning towards|my final|final position", {
    conclude: 1.6,
  }),
  head('one way to|one approach|the key|the trick|the main|continuing|include|approach|step|part', {
    plan: 1.5,
  }),
  anywhere('i need to|we need to|i can use|we can use|i can write|we can write|i have to', { plan: 0.6 }),
  head("they've given|they gave|here", { frame: 0.9 }),
  head('we have|looking at option', { frame: 2.1 }),
  head('so/then/thus/therefore/but/however we have', { derive: 1.5 }),
  anywhere('as before|as earlier|from earlier|earlier i|as i had', {
    frame: 0.9,
  }),

  anywhere('is given as|are given as|given as', { frame: 2.2 }),
  head('option a/b/c/d says|the options are', { frame: 2.6 }),
  anywhere('is approximately|约为|大约是', { conclude: 1.7 }),
  anywhere('boxed', { conclude: 7 }),
  // --- conclude: an interim or final result
  anywhere(
    'which is answer|corresponds to option a/b/c/d|matches option a/b/c/d|that is option|option a/b/c/d is correct|a/b/c/d is correct|therefore option',
    { conclude: 1.7 },
  ),
  head(
    'the answer|the final answer|final answer|the correct answer|answer|the result is|in conclusion|in summary|to summarize|to sum up|in short|综上所述|总之|答案|最终答案|结论|总结',
    { conclude: 3.4 },
  ),
  anywhere('answer is', { conclude: 1.2 }),
  anywhere(
    'final answer|the answer is|the correct answer|answer should be|is the answer|the answer would be|correct answer|correct option|答案是|答案为|最终答案',
    { conclude: 2.2 },
  ),
  anywhere('which is option a/b/c/d', { conclude: 3.1 }),
  anywhere('is option a/b/c/d|answer a/b/c/d|according to my|the closest option', { conclude: 2.2 }),
  head("that's option|so that's option", { conclude: 2.4 }),
  head('putting it all together|putting it together|overall', { conclude: 1.5 }),
  head(
    "i think the answer|i think the|i think it|i believe the|i am confident|i'm confident|option a is correct",
    { conclude: 1.7 },
  ),
]

function open(phrases: string, weights: Weights): Cue {
  return { where: '<', phrases: phrases.split('|'), weights: listed(weights) }
}

function head(phrases: string, weights: Weights): Cue {
  return { where: '^', phrases: phrases.split('|'), weights: listed(weights) }
}

function anywhere(phrases: string, weights: Weights): Cue {
  return { where: '*', phrases: phrases.split('|'), weights: listed(weights) }
}

function listed(weights: Weights): Cue['weights'] {
  return kinds.flatMap((kind) => (weights[kind] === undefined ? [] : [[kind, weights[kind]] as const]))
}
