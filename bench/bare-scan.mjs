// One query of DuckDB in a process of its own.
import { DuckDBInstance } from '@duckdb/node-api';

const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '512MB' });
const connection = await instance.connect();
console.log((await connection.runAndReadAll(process.argv[2])).getRowObjects());
connection.closeSync();
