// Runs npm web-push-testing on a port of its own, until its standard input closes.
// Usage: node push.mjs PORT
import { createRequire } from "node:module";
import process from "node:process";

const require = createRequire(import.meta.url);
const { PushApiModel } = require("web-push-testing/src/PushApiModel.js");
const Server = require("web-push-testing/src/server.js");

new Server(new PushApiModel(), Number(process.argv[2])).startServer();
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
