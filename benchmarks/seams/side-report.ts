/** Tells on standard error how long it took since `started`, on how much processor and memory. */
export function reportSide(started: { readonly at: number; readonly cpu: NodeJS.CpuUsage }): void {
  const { user, system } = process.cpuUsage(started.cpu)
  const figures = {
    ms: performance.now() - started.at,
    cpuMs: (user + system) / 1000,
    maxRssKb: process.resourceUsage().maxRSS,
  }
  process.stderr.write(JSON.stringify(figures))
}

export function startSide(): { readonly at: number; readonly cpu: NodeJS.CpuUsage } {
  return { at: performance.now(), cpu: process.cpuUsage() }
}
