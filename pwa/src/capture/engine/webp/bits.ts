/** Bits, the lowest first, into bytes that grow. */
export class Bits {
  private bytes = new Uint8Array(1 << 16);
  private at = 0;
  private held = 0;
  private many = 0;

  /** `count` of at most 16. */
  put(value: number, count: number): void {
    this.held |= value << this.many;
    this.many += count;
    while (this.many >= 8) {
      this.byte(this.held & 255);
      this.held >>>= 8;
      this.many -= 8;
    }
  }

  done(): Uint8Array<ArrayBuffer> {
    if (this.many) this.byte(this.held & 255);
    return this.bytes.slice(0, this.at);
  }

  private byte(value: number): void {
    if (this.at === this.bytes.length) {
      const larger = new Uint8Array(2 * this.at);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes[this.at++] = value;
  }
}
