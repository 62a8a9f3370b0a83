import { emitters } from "../contracts/listening.js";
import type { Attachment } from "./attachments.js";

/** The emitter of a listener as it stands in a sentence. */
export function keeperOf({ subject }: Pick<Attachment, "subject">): string {
  return (subject && emitters.get(subject.contract.id)?.keeper) ?? "an emitter";
}
