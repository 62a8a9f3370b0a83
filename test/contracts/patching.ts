// Run by `npm run test:contracts` alone, in a process of its own: rows of packages after which others can not be loaded.
import { benches } from "./benches.js";
import { testRow } from "./row-tests.js";

for (const bench of benches.filter(({ patches }) => patches)) testRow(bench);
