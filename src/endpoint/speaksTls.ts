import net from 'node:net'
import tls from 'node:tls'

/** How long, in milliseconds, a server is waited for that may speak TLS. */
const patience = 2000

/**
 * Whether a server takes a TLS handshake: one that does, and is asked in plain HTTP, often only closes the connection.
 * Nothing is sent to it, so it does not matter who it is.
 */
export function speaksTls({ hostname, port }: URL, signal: AbortSignal): Promise<boolean> {
  const host = hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve) => {
    const socket = tls.connect({
      host,
      port: Number(port || 80),
      rejectUnauthorized: false,
      ...(net.isIP(host) === 0 && { servername: host }),
    })
    const leave = () => socket.destroy()
    socket.once('secureConnect', () => {
      resolve(true)
      leave()
    })
    socket.on('error', leave)
    socket.once('close', () => {
      signal.removeEventListener('abort', leave)
      resolve(false)
    })
    socket.setTimeout(patience, leave)
    signal.addEventListener('abort', leave)
  })
}
