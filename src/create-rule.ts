import { RuleCreator } from "@typescript-eslint/utils/eslint-utils";

const repository = "https://github.com/eslint-plugin-startup-order/eslint-plugin-startup-order";

/** Makes a rule whose documentation link is its page under docs/rules. */
export const createRule = RuleCreator((name) => `${repository}/blob/main/docs/rules/${name}.md`);
