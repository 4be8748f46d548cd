import { bootServer } from '@dayshift/testkit'
import { test } from 'vitest'
import diagnostics from 'node:diagnostics_channel'
test('x', async () => {
  const server = await bootServer()
  const conns: string[] = []
  diagnostics.subscribe('net.server.socket', (m: any) => { const s = m.socket; const id = s.remotePort; conns.push('open '+id); s.on('close', () => conns.push('close '+id)) })
  for (let i = 0; i < 2; i++) {
    const a = new AbortController()
    const r = await fetch(`${server.address}/api/v1/events`, { headers: { cookie: server.viewer.cookie }, signal: a.signal })
    void (async () => { try { for await (const c of r.body!) { void c } } catch {} })()
    await server.request('GET', '/api/v1/cases', { as: server.admin })
    a.abort()
  }
  const t = performance.now()
  const h = setInterval(() => console.log(Math.round(performance.now()-t), conns.join(' | '), (process as any)._getActiveHandles().filter((x: any) => x.remotePort).map((x: any) => x.constructor.name+':'+x.localPort+'>'+x.remotePort+' msg='+!!x._httpMessage+' parser='+!!x.parser).join(' ; ')), 3000)
  await server.close()
  clearInterval(h)
  console.log('closed', performance.now()-t)
}, 100000)
