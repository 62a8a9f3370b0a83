import noEarlyAddress from "./no-early-address.js";

/** Every rule by its name. */
export const rules = { "no-early-address": noEarlyAddress };
