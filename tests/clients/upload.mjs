// Sends a file with tus-js-client and prints what happened as one line of JSON.
// Usage: node upload.mjs '{"endpoint": …, "file": …, "headers": …, "metadata": …, …}'
import { createReadStream, readFileSync } from "node:fs";
import process from "node:process";
import { Upload } from "tus-js-client";

const { file, stopAfter, withoutPatch, atOnce, streamed, ...options } = JSON.parse(process.argv[2]);
const seen = [];
let body = readFileSync(file);
if (streamed) {
  options.uploadSize = body.length;
  options.chunkSize ??= 1024;
  body = createReadStream(file);
}

const upload = new Upload(body, {
  retryDelays: null,
  ...options,
  overridePatchMethod: withoutPatch === true,
  uploadDataDuringCreation: atOnce === true,
  onAfterResponse: (request, response) =>
    seen.push([request.getMethod(), response.getStatus(), response.getHeader("Upload-Offset") ?? ""]),
  onChunkComplete: (_size, accepted) => {
    if (stopAfter !== undefined && accepted >= stopAfter) {
      void upload.abort().then(() => finish({ stopped: accepted }));
    }
  },
  onError: (error) => finish({ error: error.message }),
  onSuccess: () => finish({ success: true }),
});

function finish(outcome) {
  console.log(JSON.stringify({ ...outcome, url: upload.url, seen }));
}

upload.start();
