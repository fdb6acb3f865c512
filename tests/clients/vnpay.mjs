// Signs and verifies with npm vnpay and prints the answers as one line of JSON.
// Usage: node vnpay.mjs '{"tmnCode": …, "secret": …, "host": …, "do": [["build", {…}], ["verify", {…}], …]}'
import process from "node:process";
import { HashAlgorithm, ignoreLogger, VNPay } from "vnpay";

const told = JSON.parse(process.argv[2]);
const vnpay = new VNPay({
  tmnCode: told.tmnCode,
  secureSecret: told.secret,
  vnpayHost: told.host ?? "https://sandbox.vnpayment.vn",
  queryDrAndRefundHost: told.host ?? "https://sandbox.vnpayment.vn",
  hashAlgorithm: HashAlgorithm.SHA512,
  enableLog: false,
  loggerFn: ignoreLogger,
});

const verbs = {
  build: (payment) => vnpay.buildPaymentUrl(payment),
  verify: (query) => vnpay.verifyIpnCall(query),
  query: (asked) => vnpay.queryDr(asked),
  refund: (asked) => vnpay.refund(asked),
};

const answers = [];
for (const [verb, data] of told.do) answers.push(await verbs[verb](data));
console.log(JSON.stringify(answers));
