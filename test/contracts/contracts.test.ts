import { benches } from "./benches.js";
import { testRow } from "./row-tests.js";

for (const bench of benches.filter(({ patches }) => !patches)) testRow(bench);
