// What the benchmark uses of its peers: they are installed in benchmarks/ at first use alone, and the checks run without.
declare module 'json-rules-engine' {
  export class Engine {
    constructor(rules: readonly unknown[], options: { readonly allowUndefinedFacts: boolean })
    addRule(rule: {
      readonly conditions: { readonly all: readonly unknown[] }
      readonly event: { readonly type: string }
    }): void
    run(facts: Readonly<Record<string, unknown>>): Promise<{ readonly events: readonly { readonly type: string }[] }>
  }
}

declare module 'unleash-client' {
  export interface Unleash {
    on(event: 'error', listener: () => void): void
    start(): Promise<void>
    isEnabled(name: string, context: { readonly userId: string }): boolean
    destroy(): void
  }
  export function initialize(options: Readonly<Record<string, unknown>>): Unleash
}
