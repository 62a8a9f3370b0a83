import type net from "node:net";
import { serve } from "./brokers.js";

/** What is sent over Kafka's protocol, where every API is asked for in its first version that kafkajs knows. */
const int = (bytes: number, value: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeIntBE(value, Math.max(0, bytes - 6), Math.min(bytes, 6));
  return buffer;
};
const int16 = (value: number) => int(2, value);
const int32 = (value: number) => int(4, value);
const int64 = (value: number) => int(8, value);
const text = (value: string) => Buffer.concat([int16(value.length), Buffer.from(value)]);
const bytes = (...parts: readonly Buffer[]) => Buffer.concat([int32(Buffer.concat(parts).length), ...parts]);
const list = (...items: readonly Buffer[]) => Buffer.concat([int32(items.length), ...items]);

const api = { fetch: 1, offsets: 2, metadata: 3, commit: 8, offsetFetch: 9, coordinator: 10, join: 11, heartbeat: 12, leave: 13, sync: 14, versions: 18 } as const;
type Api = keyof typeof api;
const names = new Map(Object.entries(api).map(([name, key]) => [key as number, name as Api]));

const topic = "news";
const fine = int16(0);
/** The one partition of the one topic, with what is said of it. */
const partition = (...facts: readonly Buffer[]) => list(Buffer.concat([text(topic), list(Buffer.concat([int32(0), ...facts]))]));

const answers: Readonly<Record<Api, (port: number, version: number) => readonly Buffer[]>> = {
  versions: (_port, version) => {
    const known = [...names].map(([key, name]) => Buffer.concat([int16(key), ...Array<Buffer>(2).fill(int16(name === "offsetFetch" ? 1 : 0))]));
    return [fine, list(...known), ...(version > 0 ? [int32(0)] : [])];
  },
  metadata: (port) => [
    list(Buffer.concat([int32(0), text("127.0.0.1"), int32(port)])),
    list(Buffer.concat([fine, text(topic), list(Buffer.concat([fine, int32(0), int32(0), list(int32(0)), list(int32(0))]))])),
  ],
  coordinator: (port) => [fine, int32(0), text("127.0.0.1"), int32(port)],
  join: () => [fine, int32(1), text("RoundRobinAssigner"), text("leader"), text("member"), list()],
  sync: () => [fine, bytes(int16(0), partition(), bytes())],
  heartbeat: () => [fine],
  leave: () => [fine],
  offsetFetch: () => [partition(int64(0), text(""), fine)],
  offsets: () => [partition(fine, list(int64(0)))],
  commit: () => [partition(fine)],
  fetch: () => [partition(fine, int64(0), bytes())],
};

/** What goes wrong: an error code in place of an API's answer, or no answer at all. */
export type Trouble = Readonly<Partial<Record<Api, number | "silent">>>;

/** What a broker says to one request; nothing where it keeps silent. A fetch takes its time, as one of nothing new does. */
function answer(socket: net.Socket, request: Buffer, port: number, trouble: Trouble): void {
  const name = names.get(request.readInt16BE(0));
  const wrong = name && trouble[name];
  if (!name || wrong === "silent") return;
  const body = wrong === undefined ? answers[name](port, request.readInt16BE(2)) : [int16(wrong)];
  setTimeout(() => socket.write(bytes(request.subarray(4, 8), ...body)), name === "fetch" ? 100 : 0);
}

/** As much of Kafka as gives a consumer its partition, in which nothing ever is. */
export async function kafkaBroker(trouble: Trouble = {}): Promise<string> {
  const port: number = await serve((socket) => {
    let rest = Buffer.alloc(0);
    socket.on("data", (data: Buffer) => {
      rest = Buffer.concat([rest, data]);
      while (rest.length >= 4 && rest.length >= rest.readInt32BE(0) + 4) {
        const end = rest.readInt32BE(0) + 4;
        answer(socket, rest.subarray(4, end), port, trouble);
        rest = rest.subarray(end);
      }
    });
  });
  return `127.0.0.1:${port}`;
}
