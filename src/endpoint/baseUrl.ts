import { inEnglish, type Say } from '../base/say.ts'

export type BaseUrl = { readonly url: string } | { readonly problem: string }

/**
 * The base URL that a person meant, without a trailing slash, or a sentence saying what is wrong with the text. A
 * missing scheme and a missing `/v1` are added, a doubled `/v1` is halved. Of a pasted `…/chat/completions` exactly
 * what stands before it is kept: that is how to name a server whose path has no version.
 */
export function normaliseBaseUrl(text: string, say: Say = inEnglish): BaseUrl {
  const written = text.trim()
  if (written === '') return { problem: say('The address is empty.') }
  const url = URL.parse(withScheme(written))
  if (!url) return { problem: say('“{0}” is not an address such as http://127.0.0.1:8000/v1.', written) }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { problem: say('The address must begin with http:// or https://, not {0}//.', url.protocol) }
  if (url.username !== '' || url.password !== '')
    return { problem: say('The address must not hold a user name or password; the key is kept separately.') }
  return { url: `${url.origin}${basePath(url.pathname)}${url.search}` }
}

const scheme = /^[a-z][a-z\d+.-]*:\/\//i
const localHost =
  /^(localhost|127\.[\d.]+|0\.0\.0\.0|\[[^\]]*\]|10\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|192\.168\.[\d.]+|[^/.:]+)(?=[:/?]|$)/i

/** Plain http only where it is usual: on this machine, in a private network, for a host with no dot. */
function withScheme(text: string): string {
  if (scheme.test(text)) return text
  return `${localHost.test(text) ? 'http' : 'https'}://${text}`
}

function basePath(pathname: string): string {
  const path = pathname
    .replace(/\/{2,}/g, '/')
    .replace(/\/+$/, '')
    .replace(/\/V(?=\d+(?:\/|$))/g, '/v')
  const exact = path.replace(/(\/chat\/completions)+$/, '')
  if (exact !== path) return halved(exact)
  const base = halved(path.replace(/(\/(models|completions))+$/, ''))
  return hasVersion(base) ? base : `${base}/v1`
}

function halved(path: string): string {
  return path.replace(/(\/v\d+)(?:\1)+$/, '$1')
}

function hasVersion(path: string): boolean {
  return path.split('/').some((segment) => /^(v\d\w*|beta)$/.test(segment))
}
