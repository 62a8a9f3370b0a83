import noCompetingStartup from "./no-competing-startup.js";
import noEarlyAddress from "./no-early-address.js";
import noEarlyMessage from "./no-early-message.js";
import noFloatingListen from "./no-floating-listen.js";
import noReadinessSleep from "./no-readiness-sleep.js";
import requireListenError from "./require-listen-error.js";

/** Every rule by its name. */
export const rules = { "no-competing-startup": noCompetingStartup, "no-early-address": noEarlyAddress, "no-early-message": noEarlyMessage, "no-floating-listen": noFloatingListen, "no-readiness-sleep": noReadinessSleep, "require-listen-error": requireListenError };
