import { parseArgs } from 'node:util'
import { faults } from './faults.ts'
import { createSampleEndpoint } from './server.ts'
import { wireForms } from './wireForms.ts'

const usage = `Serves the sample traces as an OpenAI-compatible endpoint on 127.0.0.1.

  node scripts/endpoint/main.ts [--port N] [--speed TOKENS_PER_SECOND] [--form FORM] [--key KEY]
                                [--samples FOLDER] [--recordings FOLDER]

The model's name says what is sent: sample-r1, or sample-r1:FORM, or with a fault sample-r1:FORM:FAULT; a recording as
recording/FILE, cut at other places as recording/FILE:NUMBER.

Forms:  ${wireForms.join(', ')}
Faults: ${faults.join(', ')}`

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8131' },
    speed: { type: 'string', default: '40' },
    form: { type: 'string' },
    key: { type: 'string' },
    samples: { type: 'string' },
    recordings: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const form = wireForms.find((each) => each === values.form)
if (values.help || (values.form !== undefined && form === undefined)) {
  console.log(usage)
  process.exit(values.help ? 0 : 2)
}

const endpoint = await createSampleEndpoint({
  port: Number(values.port),
  tokensPerSecond: Number(values.speed),
  ...(form && { form }),
  ...(values.key !== undefined && { key: values.key }),
  ...(values.samples !== undefined && { samples: values.samples }),
  ...(values.recordings !== undefined && { recordings: values.recordings }),
})
console.log(`The sample endpoint answers at ${endpoint.url} (model sample-r1). Ctrl+C ends it.`)
