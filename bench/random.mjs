// SPDX-License-Identifier: EUPL-1.2
// random.mjs - numbers that look random and are the same for the same seed, on every machine.

/** FNV-1a: a text as 32 bits. */
export function hashText(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** mulberry32. seed: a number or a text. */
export class Random {
  constructor(seed) {
    this.state = typeof seed === 'number' ? seed >>> 0 : hashText(seed);
  }

  /** 0 <= x < 1 */
  next() {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  below(n) {
    return Math.floor(this.next() * n);
  }

  between(low, high) {
    return low + this.below(high - low + 1);
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  isOne(chance) {
    return this.next() < chance;
  }

  /** In place; the same list. */
  shuffle(list) {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [list[i], list[j]] = [list[j], list[i]];
    }
    return list;
  }
}

/** Draws an index with the chance that its weight has among all (Vose's alias method: the same time for any length). */
export class Lottery {
  constructor(weights) {
    const n = weights.length;
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const scaled = Float64Array.from(weights, (weight) => weight * n / sum);
    this.keeps = new Float64Array(n).fill(1);
    this.alias = Uint32Array.from({ length: n }, (_, i) => i);
    const small = [], large = [];
    scaled.forEach((share, i) => (share < 1 ? small : large).push(i));
    while (small.length && large.length) {
      const poor = small.pop(), rich = large.pop();
      this.keeps[poor] = scaled[poor];
      this.alias[poor] = rich;
      scaled[rich] -= 1 - scaled[poor];
      (scaled[rich] < 1 ? small : large).push(rich);
    }
  }

  draw(random) {
    const i = random.below(this.keeps.length);
    return random.next() < this.keeps[i] ? i : this.alias[i];
  }
}
