/** Seeded pseudo-random numbers (sfc32): the same seed gives the same demo on every machine. */
export class Random {
  private a = 0x9e3779b9;
  private b = 0x243f6a88;
  private c = 0xb7e15162;
  private d: number;

  constructor(seed: number) {
    this.d = seed | 0;
    for (let round = 0; round < 15; round += 1) this.next();
  }

  /** 0 ≤ x < 1 */
  next(): number {
    const sum = (this.a + this.b + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.next() * list.length)];
    if (found === undefined) throw new RangeError('nothing to pick from');
    return found;
  }

  weighted<T>(list: readonly T[], weightOf: (one: T) => number): T {
    let rest = this.next() * list.reduce((sum, one) => sum + weightOf(one), 0);
    for (const one of list) {
      rest -= weightOf(one);
      if (rest < 0) return one;
    }
    return this.pick(list);
  }
}
