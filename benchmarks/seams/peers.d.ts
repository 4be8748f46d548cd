// What the benchmark uses of its peers: they are installed in benchmarks/ at first use alone, and the checks run without.
declare module '@duckdb/node-api' {
  interface Connection {
    runAndReadAll(query: string): Promise<{ getRows(): readonly (readonly unknown[])[] }>
  }
  export const DuckDBInstance: {
    create(path: string): Promise<{ connect(): Promise<Connection> }>
  }
}
