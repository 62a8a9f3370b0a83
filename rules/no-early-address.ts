import { createRule } from "../src/create-rule.js";

export default createRule({
  name: "no-early-address",
  meta: { type: "problem", docs: { description: "Disallow reading an address before listening has completed" }, schema: [], messages: {} },
  defaultOptions: [],
  create: () => ({}),
});
