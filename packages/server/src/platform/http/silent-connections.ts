import type { Socket } from 'node:net'
import type { App } from './app.ts'

/**
 * Ends, when the server begins to close, the connections on which nothing was asked yet. Browsers and other clients open
 * such ahead of need; Node counts them as busy and would wait for them for a minute.
 */
export function endSilentConnections(app: App): void {
  const silent = new Set<Socket>()
  app.server.on('connection', (socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  app.server.on('request', (request) => silent.delete(request.socket))
  app.addHook('preClose', async () => {
    // One that comes between the closing of the door and this is ended with the others.
    app.server.on('connection', (socket) => socket.destroy())
    for (const socket of silent) socket.destroy()
  })
}
