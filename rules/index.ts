import noEarlyAddress from "./no-early-address.js";
import noFloatingListen from "./no-floating-listen.js";
import noIllegalTransition from "./no-illegal-transition.js";
import noReadinessSleep from "./no-readiness-sleep.js";
import requireListenError from "./require-listen-error.js";

/** Every rule by its name. */
export const rules = { "no-early-address": noEarlyAddress, "no-floating-listen": noFloatingListen, "no-illegal-transition": noIllegalTransition, "no-readiness-sleep": noReadinessSleep, "require-listen-error": requireListenError };
