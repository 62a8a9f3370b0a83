import noCompetingStartup from "./no-competing-startup.js";
import noEarlyAddress from "./no-early-address.js";
import noEarlyMessage from "./no-early-message.js";
import noFloatingListen from "./no-floating-listen.js";
import noIllegalTransition from "./no-illegal-transition.js";
import noLateListener from "./no-late-listener.js";
import noReadinessSleep from "./no-readiness-sleep.js";
import noTimeoutDrop from "./no-timeout-drop.js";
import requireListenError from "./require-listen-error.js";

/** Every rule by its name. */
export const rules = {
  "no-competing-startup": noCompetingStartup,
  "no-early-address": noEarlyAddress,
  "no-early-message": noEarlyMessage,
  "no-floating-listen": noFloatingListen,
  "no-illegal-transition": noIllegalTransition,
  "no-late-listener": noLateListener,
  "no-readiness-sleep": noReadinessSleep,
  "no-timeout-drop": noTimeoutDrop,
  "require-listen-error": requireListenError,
};
