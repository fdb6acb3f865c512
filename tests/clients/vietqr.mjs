// Draws and reads with npm vietnam-qr-pay and prints the answers as one line of JSON.
// Usage: node vietqr.mjs '[["build", {"bankBin": …, "bankNumber": …, …}], ["read", "000201…"], …]'
import process from "node:process";
import pay from "vietnam-qr-pay";

const verbs = {
  build: (transfer) => pay.QRPay.initVietQR(transfer).build(),
  read: (content) => {
    const read = new pay.QRPay(content);
    const { isValid, amount } = read;
    return {
      isValid,
      amount: amount ?? null,
      bin: read.consumer.bankBin,
      account: read.consumer.bankNumber,
      purpose: read.additionalData?.purpose ?? null,
    };
  },
};

console.log(JSON.stringify(JSON.parse(process.argv[2]).map(([verb, data]) => verbs[verb](data))));
