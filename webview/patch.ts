/**
 * Makes the children of `parent` look like those of `wanted`, touching only what differs: what a person has selected,
 * focused or scrolled in the untouched part stays so while the text grows.
 */
export function patchChildren(parent: Node, wanted: Node): void {
  const fresh = [...wanted.childNodes]
  for (const [index, node] of fresh.entries()) {
    const old = parent.childNodes[index]
    if (!old) parent.appendChild(node)
    else if (!old.isEqualNode(node)) patchNode(old, node)
  }
  while (parent.childNodes.length > fresh.length) parent.lastChild?.remove()
}

function patchNode(old: ChildNode, node: ChildNode) {
  if (old instanceof Text && node instanceof Text) {
    // Appending keeps a selection inside the text.
    if (node.data.startsWith(old.data)) old.appendData(node.data.slice(old.data.length))
    else old.data = node.data
  } else if (isElement(old) && isElement(node) && old.cloneNode(false).isEqualNode(node.cloneNode(false))) {
    patchChildren(old, node)
  } else old.replaceWith(node)
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1
}
