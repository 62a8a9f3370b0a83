import rule from "../../rules/no-early-address.js";
import { code, ruleTester } from "../rule-tester.js";

ruleTester.run("no-early-address: methods that are given the server", rule, {
  valid: [
    {
      name: "the same, read when it listens",
      filename: "file.js",
      code: code`
        var http = require('http');
        function Proxy(options) {
          this.open(http.createServer(), options.port);
        }
        Proxy.prototype.open = function open(server, port) {
          server.listen(port, function () {
            server.port = server.address().port;
          });
        };
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a method of that name on another prototype",
      filename: "file.js",
      code: code`
        var http = require('http');
        function Proxy(options) {
          this.open(http.createServer(), options.port);
        }
        Proxy.prototype.open = require('./open');
        function Store() {}
        Store.prototype.open = function open(server, port) {
          server.listen(port);
          server.port = server.address().port;
        };
      `,
      options: [{ report: "potential" }],
    },
    {
      name: "a method that is given other things as well",
      filename: "file.js",
      code: code`
        var http = require('http');
        var dgram = require('dgram');
        function Proxy(options) {
          this.open(http.createServer(), options.port);
          this.open(dgram.createSocket('udp4'), options.port);
        }
        Proxy.prototype.open = function open(server, port) {
          server.listen(port);
          server.port = server.address().port;
        };
      `,
      options: [{ report: "potential" }],
    },
  ],
  invalid: [
    {
      name: "a method on a prototype that is given the server",
      filename: "file.js",
      code: code`
        var http = require('http');
        function Proxy(options) {
          this.open(http.createServer(), options.port);
        }
        Proxy.prototype.open = function open(server, port) {
          server.listen(port);
          server.port = server.address().port;
        };
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "boundByAccident", line: 7 },
      ],
    },
    {
      name: "a method of a class that is given the server, with a host",
      filename: "file.js",
      code: code`
        import http from 'node:http';
        export class Proxy {
          constructor(port) {
            this.open(http.createServer(), port);
          }
          open(server, port) {
            server.listen(port, 'localhost');
            this.url = 'http://localhost:' + server.address().port;
          }
        }
      `,
      options: [{ report: "potential" }],
      errors: [
        { messageId: "notListening", line: 8 },
      ],
    },
  ],
});
