import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

// One pair for each kind of row: what is reported, and what differs from it in one thing and is not.
ruleTester.run("no-early-address", rule, {
  valid: [
    {
      name: "restify's url behind its wait",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import restify from 'restify';
        import { once } from 'node:events';
        const server = restify.createServer();
        server.listen(0, 'localhost');
        await once(server, 'listening');
        console.log(server.url);
      `,
    },
    {
      name: "restify's HTTP server in the callback",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import restify from 'restify';
        const server = restify.createServer();
        const httpServer = server.listen(0, 'localhost', () => console.log(httpServer.address().port));
      `,
    },
    {
      name: "restify's HTTP server behind the wait for restify's",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import restify from 'restify';
        import { once } from 'node:events';
        const server = restify.createServer();
        function listen() { server.listen(0, 'localhost'); }
        export async function port() {
          listen();
          await once(server, 'listening');
          return server.server.address().port;
        }
      `,
    },
    {
      name: "a gRPC server that is started in its callback",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const { Server, ServerCredentials } = require('@grpc/grpc-js');
        const server = new Server();
        server.bindAsync('0.0.0.0:50051', ServerCredentials.createInsecure(), () => server.start());
      `,
    },
    {
      name: "an http-proxy-3's address, tested",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { createProxyServer } from 'http-proxy-3';
        const proxy = createProxyServer({ target: 'http://localhost:9000' });
        proxy.listen(0, 'localhost');
        if (proxy.address()) console.log('up');
      `,
    },
    {
      name: "the address of what async-listen has started",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import http from 'node:http';
        import listen from 'async-listen';
        const server = http.createServer();
        await listen(server, { port: 0, host: 'localhost' });
        console.log(server.address().port);
      `,
    },
    {
      name: "the address of what a function of no known package was given",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const http = require('http');
        const { listen } = require('./listen');
        const server = http.createServer();
        listen(server, 0);
        console.log(server.address().port);
      `,
    },
    {
      name: "a Feathers server that its promise has given, waited for",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import express from '@feathersjs/express';
        import { feathers } from '@feathersjs/feathers';
        import { once } from 'node:events';
        const app = express(feathers());
        const server = await app.listen(0, 'localhost');
        await once(server, 'listening');
        console.log(server.address().port);
      `,
    },
    {
      name: "the url of a srvx server that is ready",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { serve } from 'srvx';
        const server = serve({ fetch: () => new Response(), hostname: 'localhost' });
        await server.ready();
        console.log(new URL(server.url).port);
      `,
    },
    {
      name: "the url of a srvx server that may be held back, behind ready()",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { serve } from 'srvx';
        const server = serve({ fetch: () => new Response(), manual: process.env.MANUAL });
        await server.ready();
        console.log(new URL(server.url).port);
      `,
    },
    {
      name: "a Socket.IO server's HTTP server, waited for",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Server } from 'socket.io';
        import { once } from 'node:events';
        const io = new Server(0);
        await once(io.httpServer, 'listening');
        console.log(io.httpServer.address().port);
      `,
    },
  ],
  invalid: [
    {
      name: "the url that restify makes up",
      filename: "file.js",
      code: code`
        import restify from 'restify';
        const server = restify.createServer();
        server.listen(0, 'localhost');
        console.log(server.url);
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import restify from 'restify';
              import { once } from 'node:events';
              const server = restify.createServer();
              server.listen(0, 'localhost');
              await once(server, 'listening');
              console.log(server.url);
            ` },
            { messageId: "moveIntoCallback", output: code`
              import restify from 'restify';
              const server = restify.createServer();
              server.listen(0, 'localhost', () => {
                console.log(server.url);
              });
            ` },
          ] },
      ],
    },
    {
      name: "restify's HTTP server, right behind",
      filename: "file.js",
      code: code`
        import restify from 'restify';
        const server = restify.createServer();
        const httpServer = server.listen(0, 'localhost');
        console.log(httpServer.address().port);
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [
            { messageId: "awaitReady", output: code`
              import restify from 'restify';
              import { once } from 'node:events';
              const server = restify.createServer();
              const httpServer = server.listen(0, 'localhost');
              await once(server, 'listening');
              console.log(httpServer.address().port);
            ` },
            { messageId: "moveIntoCallback", output: code`
              import restify from 'restify';
              const server = restify.createServer();
              const httpServer = server.listen(0, 'localhost', () => {
                console.log(httpServer.address().port);
              });
            ` },
          ] },
      ],
    },
    {
      name: "restify's HTTP server, read where another function has started it: a wait for it would hang on a taken port",
      filename: "file.js",
      code: code`
        import restify from 'restify';
        const server = restify.createServer();
        function listen() { server.listen(0, 'localhost'); }
        export async function port() {
          listen();
          return server.server.address().port;
        }
      `,
      errors: [
        { messageId: "notListening", line: 6, suggestions: [] },
      ],
    },
    {
      name: "a gRPC server that is started in the turn of its bindAsync",
      filename: "file.js",
      code: code`
        const { Server, ServerCredentials } = require('@grpc/grpc-js');
        const server = new Server();
        server.bindAsync('0.0.0.0:50051', ServerCredentials.createInsecure(), () => {});
        server.start();
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [] },
      ],
    },
    {
      name: "an http-proxy-3's address, which nothing tells",
      filename: "file.js",
      code: code`
        import { createProxyServer } from 'http-proxy-3';
        const proxy = createProxyServer({ target: 'http://localhost:9000' });
        proxy.listen(0, 'localhost');
        console.log(proxy.address().port);
      `,
      errors: [
        { messageId: "notListening", line: 4, suggestions: [] },
      ],
    },
    {
      name: "the address of what async-listen has begun to start",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        import listen from 'async-listen';
        const server = http.createServer();
        listen(server, { port: 0, host: 'localhost' });
        console.log(server.address().port);
      `,
      errors: [
        { messageId: "notListening", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import http from 'node:http';
              import listen from 'async-listen';
              const server = http.createServer();
              await listen(server, { port: 0, host: 'localhost' });
              console.log(server.address().port);
            ` },
          ] },
      ],
    },
    {
      name: "the address of what another package's listen starts without a host",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        const http = require('http');
        const { listen } = require('async-listen');
        const server = http.createServer();
        listen(server, 0);
        console.log(server.address().port);
      `,
      errors: [
        { messageId: "boundByAccident", line: 5, suggestions: [] },
      ],
    },
    {
      name: "a Feathers server, right behind",
      filename: "file.js",
      code: code`
        import express from '@feathersjs/express';
        import { feathers } from '@feathersjs/feathers';
        const app = express(feathers());
        app.listen(0, 'localhost');
        console.log(app.server.address().port);
      `,
      errors: [
        { messageId: "notListening", line: 5, suggestions: [
            { messageId: "awaitReady", output: code`
              import express from '@feathersjs/express';
              import { feathers } from '@feathersjs/feathers';
              import { once } from 'node:events';
              const app = express(feathers());
              app.listen(0, 'localhost');
              await once(app.server, 'listening');
              console.log(app.server.address().port);
            ` },
            { messageId: "moveIntoCallback", output: code`
              import express from '@feathersjs/express';
              import { feathers } from '@feathersjs/feathers';
              const app = express(feathers());
              app.listen(0, 'localhost', () => {
                console.log(app.server.address().port);
              });
            ` },
          ] },
      ],
    },
    {
      name: "the url of a srvx server",
      filename: "file.js",
      code: code`
        import { serve } from 'srvx';
        const server = serve({ fetch: () => new Response(), hostname: 'localhost' });
        console.log(new URL(server.url).port);
      `,
      errors: [
        { messageId: "notListening", line: 3, suggestions: [
            { messageId: "awaitReady", output: code`
              import { serve } from 'srvx';
              const server = serve({ fetch: () => new Response(), hostname: 'localhost' });
              await server.ready();
              console.log(new URL(server.url).port);
            ` },
          ] },
      ],
    },
    {
      name: "the url of a srvx server that is held back, whose ready() says nothing",
      filename: "file.js",
      code: code`
        import { serve } from 'srvx';
        const server = serve({ fetch: () => new Response(), manual: true });
        await server.ready();
        console.log(new URL(server.url).port);
      `,
      errors: [
        { messageId: "neverStarted", line: 4, suggestions: [] },
      ],
    },
    {
      name: "a Socket.IO server's HTTP server, right behind",
      filename: "file.js",
      options: [{ report: "potential" }],
      code: code`
        import { Server } from 'socket.io';
        const io = new Server(0);
        console.log(io.httpServer.address().port);
      `,
      errors: [
        { messageId: "boundByAccident", line: 3, suggestions: [
            { messageId: "awaitReady", output: code`
              import { Server } from 'socket.io';
              import { once } from 'node:events';
              const io = new Server(0);
              await once(io.httpServer, 'listening');
              console.log(io.httpServer.address().port);
            ` },
          ] },
      ],
    },
  ],
});
