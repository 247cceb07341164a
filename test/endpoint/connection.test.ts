import { spawnSync } from 'node:child_process'
import { createBrotliCompress, createDeflate, createGzip } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ask, listen } from '../support/listen.ts'
import { closedPort, listenHttp, listenHttps, listenTcp, listenTls } from '../support/sockets.ts'

/** Certificates cannot be made. */
const noOpenssl = spawnSync('openssl', ['version']).status !== 0

describe('a connection that does not come about', () => {
  test('nobody listens', async () => {
    const port = await closedPort()
    const { failure } = await listen(ask({ url: `http://127.0.0.1:${port}/v1` }))
    expect(failure).toMatchObject({
      code: 'refused',
      action: 'changeAddress',
      message: `Nothing is listening at 127.0.0.1:${port}; is the server running?`,
      detail: expect.stringContaining('ECONNREFUSED'),
    })
  })

  test('nobody listens under either address of a name', async () => {
    const { failure } = await listen(ask({ url: `http://localhost:${await closedPort()}/v1` }))
    expect(failure?.code).toBe('refused')
  })

  test('there is no such host', async () => {
    const { failure } = await listen(ask({ url: 'http://no-such-host.invalid/v1' }))
    expect(failure).toMatchObject({
      code: 'unknownHost',
      message: expect.stringContaining('no-such-host.invalid'),
    })
  })

  test('the handshake never ends', async () => {
    await using server = await listenTcp(() => {})
    const timeouts = { connect: 50, firstByte: 0, idle: 0 }
    const { failure } = await listen(ask({ url: `https://127.0.0.1:${server.port}/v1`, timeouts }))
    expect(failure).toMatchObject({
      code: 'connectTimeout',
      message: expect.stringContaining('within 0.05 s'),
    })
  })

  test('https to a server that speaks http', async () => {
    await using server = await listenHttp((_, response) => response.end())
    const { failure } = await listen(ask({ url: `https://127.0.0.1:${server.port}/v1` }))
    expect(failure).toMatchObject({ code: 'notTls', message: expect.stringContaining('begin with http://') })
  })

  test.skipIf(noOpenssl)('a certificate that nobody trusts', async () => {
    await using server = await listenTls()
    const { failure } = await listen(ask({ url: `https://127.0.0.1:${server.port}/v1` }))
    expect(failure).toMatchObject({
      code: 'certificate',
      message: expect.stringContaining('is not trusted'),
    })
  })

  test('http to a server that speaks https', async () => {
    // What OpenSSL answers to who does not begin a handshake: an alert.
    await using server = await listenTcp((socket) =>
      socket.once('data', () => socket.end(Buffer.from([21, 3, 1, 0, 2, 2, 70]))),
    )
    const { failure } = await listen(ask({ url: `http://127.0.0.1:${server.port}/v1` }))
    expect(failure).toMatchObject({
      code: 'notPlain',
      action: 'changeAddress',
      message: expect.stringContaining('begin with https://'),
    })
  })

  test.skipIf(noOpenssl)('http to a server that speaks https and only closes the connection', async () => {
    for (const listenIn of [listenTls, () => listenHttps('localhost', (_, response) => response.end())]) {
      await using server = await listenIn()
      const { failure } = await listen(ask({ url: `http://127.0.0.1:${server.port}/v1` }))
      expect(failure).toMatchObject({ code: 'notPlain', action: 'changeAddress' })
    }
  })

  test.each([
    ['nginx', '<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>'],
    ['Apache', "<p>You're speaking plain HTTP to an SSL-enabled server port.<br />"],
    ['Go', 'Client sent an HTTP request to an HTTPS server.\n'],
  ])('http to a server that speaks https and says so: %s', async (_, words) => {
    await using server = await listenHttp((_request, response) => response.writeHead(400).end(words))
    const { failure } = await listen(ask({ url: `http://127.0.0.1:${server.port}/v1` }))
    expect(failure).toMatchObject({ code: 'notPlain', action: 'changeAddress' })
  })

  test('another protocol', async () => {
    await using server = await listenTcp((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'))
    const { failure } = await listen(ask({ url: `http://127.0.0.1:${server.port}/v1` }))
    expect(failure?.code).toBe('notHttp')
  })

  test('the connection is closed before an answer', async () => {
    await using server = await listenTcp((socket) => socket.once('data', () => socket.destroy()))
    const { failure } = await listen(ask({ url: `http://127.0.0.1:${server.port}/v1` }))
    expect(failure).toMatchObject({ code: 'cut', action: 'askAgain' })
  })

  test('the connection is closed before a piece of text', async () => {
    await using server = await listenHttp((_, response) => {
      response.flushHeaders()
      setTimeout(() => response.destroy(), 20)
    })
    const { failure } = await listen(ask({ url: `http://127.0.0.1:${server.port}/v1` }))
    expect(failure).toMatchObject({ code: 'cut', action: 'askAgain' })
  })
})

describe('bytes', () => {
  test('a character cut between two pieces is whole', async () => {
    const bytes = Buffer.from(
      'data: {"choices":[{"index":0,"delta":{"content":"ä好👍"},"finish_reason":"stop"}]}\n\n',
    )
    await using server = await listenHttp(async (_, response) => {
      for (const byte of bytes) {
        response.write(Buffer.of(byte))
        await new Promise(setImmediate)
      }
      response.end()
    })
    expect((await listen(ask({ url: `http://127.0.0.1:${server.port}/v1` }))).content).toBe('ä好👍')
  })

  test('a stream that breaks inside a character keeps what came', async () => {
    const bytes = Buffer.from('data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\ndata: ä')
    await using server = await listenHttp((_, response) => {
      response.write(bytes.subarray(0, -1))
      setTimeout(() => response.destroy(), 20)
    })
    const { content, failure } = await listen(ask({ url: `http://127.0.0.1:${server.port}/v1` }))
    expect(content).toBe('a')
    expect(failure).toBeUndefined()
  })

  test.each([
    ['gzip', () => createGzip()],
    ['deflate', () => createDeflate()],
    ['br', () => createBrotliCompress()],
  ] as const)(
    'a gateway packs the answer with %s, and each event comes when it is sent',
    async (name, make) => {
      await using server = await listenHttp(async (_, response) => {
        response.writeHead(200, { 'content-encoding': name })
        const packed = make()
        packed.pipe(response)
        const write = (text: string) =>
          new Promise<void>((resolve) => {
            packed.write(`data: {"choices":[{"index":0,"delta":{"content":"${text}"}}]}\n\n`)
            packed.flush(() => resolve())
          })
        await write('a')
        await received
        await write('b')
        packed.end('data: [DONE]\n\n')
      })
      let content = ''
      let hear = () => {}
      const received = new Promise<void>((resolve) => (hear = resolve))
      for await (const delta of ask({ url: `http://127.0.0.1:${server.port}/v1` })) {
        if (delta.kind !== 'text') continue
        content += delta.text
        hear()
      }
      expect(content).toBe('ab')
    },
  )

  test('a packed answer that breaks keeps what came', async () => {
    await using server = await listenHttp((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      const packed = createGzip()
      packed.pipe(response)
      packed.write('data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n')
      packed.flush(() => setTimeout(() => response.destroy(), 20))
    })
    const { content, failure } = await listen(ask({ url: `http://127.0.0.1:${server.port}/v1` }))
    expect(content).toBe('a')
    expect(failure).toBeUndefined()
  })

  test('a refusal without end is read to a point', async () => {
    await using server = await listenHttp((_, response) => {
      response.writeHead(500)
      const more = () => {
        while (response.writable && response.write('no '.repeat(1000)));
      }
      response.on('drain', more)
      more()
    })
    const { failure } = await listen(ask({ url: `http://127.0.0.1:${server.port}/v1` }))
    expect(failure?.code).toBe('serverError')
    expect(failure?.message.length).toBeLessThan(400)
  })
})
