import dgram from "node:dgram";
import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import { createRequire } from "node:module";
import net from "node:net";
import tls from "node:tls";

/** Brings an event about on the server at a port of 127.0.0.1, and gives the way to hang up. */
export type Client = (port: number) => () => void;

const host = "127.0.0.1";

/** TLS without a certificate, for servers and clients alike: no key needs to lie in the repository. */
export const anonymousTls = { ciphers: "AECDH-AES128-SHA:@SECLEVEL=0", maxVersion: "TLSv1.2", ecdhCurve: "auto" } as const;
const trusting = { ...anonymousTls, rejectUnauthorized: false } as const;
const upgrade = { Connection: "Upgrade", Upgrade: "test" };

/** What a peer that is hung up on may say is of no interest. */
const ignore = (): void => {};

function sending(request: http.ClientRequest): () => void {
  request.on("error", ignore).end();
  return () => request.destroy();
}

export const get: Client = (port) => sending(http.request({ host, port }));
export const askUpgrade: Client = (port) => sending(http.request({ host, port, headers: upgrade }));
export const askTunnel: Client = (port) => sending(http.request({ host, port, method: "CONNECT", path: "example.test:1" }));
export const getSecurely: Client = (port) => sending(https.request({ host, port, ...trusting, agent: false }));
export const askUpgradeSecurely: Client = (port) => sending(https.request({ host, port, ...trusting, agent: false, headers: upgrade }));
export const askTunnelSecurely: Client = (port) =>
  sending(https.request({ host, port, ...trusting, agent: false, method: "CONNECT", path: "example.test:1" }));

export const dial: Client = (port) => {
  const socket = net.connect({ host, port }).on("error", ignore);
  return () => socket.destroy();
};

export const dialSecurely: Client = (port) => {
  const socket = tls.connect({ host, port, ...trusting }).on("error", ignore);
  return () => socket.destroy();
};

function asking(session: http2.ClientHttp2Session): () => void {
  session.on("error", ignore).request().on("error", ignore).end();
  return () => session.destroy();
}

export const getOverHttp2: Client = (port) => asking(http2.connect(`http://${host}:${port}`));
export const getOverSecureHttp2: Client = (port) => asking(http2.connect(`https://${host}:${port}`, trusting));

export const sendDatagram: Client = (port) => {
  const socket = dgram.createSocket("udp4").on("error", ignore);
  socket.send("hello", port, host);
  return () => socket.close();
};

/** As much of `ws` as is used here; the package brings no types. */
interface WebSocket {
  on(event: "error", listener: () => void): this;
  on(event: "message", listener: (data: Buffer) => void): this;
  send(text: string): void;
  terminate(): void;
}
const { WebSocket } = createRequire(import.meta.url)("ws") as { WebSocket: new (url: string) => WebSocket };

export const openWebSocket: Client = (port) => {
  const socket = new WebSocket(`ws://${host}:${port}/`).on("error", ignore);
  return () => socket.terminate();
};

/** Speaks just enough Socket.IO over a WebSocket to be connected: "0…" opens the transport, "40" joins the main namespace. */
export const joinSocketIo: Client = (port) => {
  const socket = new WebSocket(`ws://${host}:${port}/socket.io/?EIO=4&transport=websocket`).on("error", ignore);
  socket.on("message", (data) => {
    if (data.toString().startsWith("0")) socket.send("40");
  });
  return () => socket.terminate();
};

export const openEngineIo: Client = (port) => {
  const socket = new WebSocket(`ws://${host}:${port}/engine.io/?EIO=4&transport=websocket`).on("error", ignore);
  return () => socket.terminate();
};
