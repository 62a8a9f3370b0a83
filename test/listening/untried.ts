import type { Untried } from "./trial.js";

const reader = "comes with the first reader, as 'data'";
const perhaps = "only potential: it depends on what others do";

/** Pairs that are not run, and why: by event, or by row where none of it is. */
export const untried: Readonly<Record<string, Untried>> = {
  "child_process.ChildProcess message": { why: "only a fork has messages", as: "child_process.Fork message" },
  "child_process.ChildProcess disconnect": { why: "only a fork disconnects", as: "child_process.Fork disconnect" },
  "child_process.Fork error": { why: "only potential: Node itself is always there" },
  "worker_threads.Worker messageerror": { why: "only potential: needs what cannot be deserialised" },
  "net.Socket end": { why: reader, as: "net.Socket data" },
  "net.Socket readable": { why: reader, as: "net.Socket data" },
  "net.IdleSocket ready": { why: "is a net.Socket", as: "net.Socket ready" },
  "net.IdleSocket close": { why: "is a net.Socket", as: "net.Socket close" },
  "net.IdleSocket end": { why: "is a net.Socket", as: "net.Socket data" },
  "net.IdleSocket data": { why: "is a net.Socket", as: "net.Socket data" },
  "net.Server upgrade": { why: perhaps },
  "http.IncomingMessage readable": { why: reader, as: "http.IncomingMessage data" },
  "http.IncomingMessage aborted": { why: "only potential, and deprecated" },
  "fs.ReadStream end": { why: reader, as: "fs.ReadStream data" },
  "fs.ReadStream readable": { why: reader, as: "fs.ReadStream data" },
  "stream.Writable end": { why: reader, as: "stream.Writable data" },
  "stream.Writable readable": { why: reader, as: "stream.Writable data" },
  "fs.FSWatcher": { why: "only potential: it depends on the file system" },
  "ws.WebSocket open": { why: "a server's socket is open from the start; a client's is a ws.Client", as: "ws.Client open" },
  "ws.WebSocketServer connection": { why: perhaps },
  "connection.Socket message": { why: "stands for what servers hand over", as: "ws.WebSocket message" },
  "connection.Socket close": { why: "stands for what servers hand over", as: "ws.WebSocket close" },
  "connection.Socket error": { why: "stands for what servers hand over", as: "ws.WebSocket error" },
  "connection.Socket disconnect": { why: "stands for what servers hand over", as: "socket.io.Socket disconnect" },
  "ws.TypedByFastify": { why: "is a ws.WebSocket", as: "ws.WebSocket" },
  "socket.io.Socket error": { why: "only potential: needs a broken packet" },
  "bullmq.Worker": { why: "only potential: needs Redis itself, which runs its scripts" },
  "chokidar.FSWatcher error": { why: "only potential: it depends on the file system" },
  RTCPeerConnection: { why: "only potential: not in Node" },
};
