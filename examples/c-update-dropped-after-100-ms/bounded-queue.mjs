/** A queue with room for `capacity` items: push() resolves when the item is inside; close() lets go whoever still waits to push. */
export class BoundedQueue {
  #items = [];
  #writers = [];
  #readers = [];
  #closed = false;
  #capacity;

  constructor(capacity) {
    this.#capacity = capacity;
  }

  push(item) {
    return new Promise((resolve, reject) => {
      this.#writers.push({ item, resolve, reject });
      this.#move();
    });
  }

  close() {
    this.#closed = true;
    for (const { reject } of this.#writers.splice(0)) reject(new Error("the queue is closed"));
    this.#move();
  }

  async *[Symbol.asyncIterator]() {
    for (;;) {
      const { done, item } = await new Promise((resolve) => {
        this.#readers.push(resolve);
        this.#move();
      });
      if (done) return;
      yield item;
    }
  }

  #move() {
    while (this.#readers.length > 0 && this.#items.length + this.#writers.length > 0) {
      this.#fill();
      this.#readers.shift()({ done: false, item: this.#items.shift() });
    }
    this.#fill();
    if (this.#closed && this.#items.length === 0) for (const end of this.#readers.splice(0)) end({ done: true });
  }

  #fill() {
    while (this.#writers.length > 0 && this.#items.length < this.#capacity) {
      const { item, resolve } = this.#writers.shift();
      this.#items.push(item);
      resolve();
    }
  }
}
