import type { JSONSchema } from "@typescript-eslint/utils";
import { RuleCreator } from "@typescript-eslint/utils/eslint-utils";

const repository = "https://github.com/eslint-plugin-startup-order/eslint-plugin-startup-order";

/** Makes a rule whose documentation link is its page under docs/rules. */
export const createRule = RuleCreator((name) => `${repository}/blob/main/docs/rules/${name}.md`);

/** The option every rule has: how sure a finding must be. */
export type ReportOption = [{ report: "certain" | "potential" }];

export const reportDefault: ReportOption = [{ report: "certain" }];

export const reportSchema: JSONSchema.JSONSchema4[] = [
  {
    type: "object",
    properties: {
      report: {
        type: "string",
        enum: ["certain", "potential"],
        description: "Report only what is certain, or also what happens to work today",
      },
    },
    additionalProperties: false,
  },
];
