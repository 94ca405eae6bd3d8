// Sends messages until a line comes in; names each that it believes delivered.
// Usage: node send.js HOST KEY

const { Analytics } = require("@segment/analytics-node");

const [host, writeKey] = process.argv.slice(2);
const analytics = new Analytics({
  host,
  writeKey,
  maxRetries: 1000,
  flushAt: 15,
  flushInterval: 100,
});
let n = 0;

function send() {
  const event = `node-${n++}`;
  analytics.track({ userId: "node", event, messageId: event }, (error) => {
    if (!error) process.stdout.write(`${event}\n`);
  });
}

const sending = setInterval(send, 5);
process.stdin.once("data", async () => {
  clearInterval(sending);
  await analytics.closeAndFlush({ timeout: 60000 });
  process.exit(0);
});
