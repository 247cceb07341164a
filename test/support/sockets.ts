import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import tls from 'node:tls'

/** A listener on loopback that is gone at the end of the block. */
export interface Listener extends AsyncDisposable {
  readonly port: number
}

/** Answers each connection as told, in bytes. */
export async function listenTcp(talk: (socket: net.Socket) => void): Promise<Listener> {
  return started(net.createServer(talk))
}

export async function listenHttp(answer: http.RequestListener): Promise<Listener> {
  return started(http.createServer(answer))
}

/** With a certificate made for the occasion, which nobody trusts. */
export async function listenTls(): Promise<Listener> {
  return started(tls.createServer(selfSigned('localhost')))
}

/** Over https, and with the certificate to trust: it is for the host of that name. */
export async function listenHttps(
  name: string,
  answer: http.RequestListener,
): Promise<Listener & { readonly cert: string }> {
  const pair = selfSigned(name)
  return { ...(await started(https.createServer(pair, answer))), cert: pair.cert.toString() }
}

/** A proxy that leads tunnels for these hosts to ports of this machine, and answers those for others with a status. */
export async function listenProxy(
  ports: Readonly<Record<string, number>>,
  otherwise = 403,
): Promise<Listener & { readonly asked: readonly string[] }> {
  const asked: string[] = []
  const proxy = http.createServer((_, response) => response.writeHead(400).end())
  proxy.on('connect', ({ url = '' }, socket, head) => {
    asked.push(url)
    const port = ports[new URL(`http://${url}`).hostname]
    if (port === undefined)
      return socket.end(`HTTP/1.1 ${otherwise} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
    const tunnel = net.connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      tunnel.write(head)
      tunnel.pipe(socket).pipe(tunnel)
    })
    tunnel.on('error', () => socket.destroy())
    socket.on('error', () => tunnel.destroy())
    return undefined
  })
  return { ...(await started(proxy)), asked }
}

/** A port at which nobody listens. */
export async function closedPort(): Promise<number> {
  const { port, [Symbol.asyncDispose]: close } = await listenTcp(() => {})
  await close()
  return port
}

async function started(server: net.Server): Promise<Listener> {
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function selfSigned(name: string): { readonly key: Buffer; readonly cert: Buffer } {
  const folder = mkdtempSync(path.join(tmpdir(), 'certificate-'))
  const key = path.join(folder, 'key.pem')
  const cert = path.join(folder, 'cert.pem')
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      key,
      '-out',
      cert,
    ].concat(['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-days', '1']),
    { stdio: 'ignore' },
  )
  const pair = { key: readFileSync(key), cert: readFileSync(cert) }
  rmSync(folder, { recursive: true })
  return pair
}
