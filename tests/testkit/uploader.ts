import { AsyncLocalStorage } from 'node:async_hooks';
import { registerHooks } from 'node:module';
import type { Uploader } from '@huiyin/pwa/offline/transport';

const nodeHalf = /(\/tus-js-client)\/lib\.es[m5]\/node\/index\.js$/;

// The app's own upload code in Node: tus-js-client is asked for its browser half, over the XMLHttpRequest below.
registerHooks({
  resolve(wanted, context, next) {
    const found = next(wanted, context);
    // By where it lies: a test runner asks for it by its file.
    return { ...found, url: found.url.replace(nodeHalf, '$1/lib.esm/browser/index.js') };
  },
});

/** Whose cookie the upload that runs now carries. */
const sender = new AsyncLocalStorage<typeof fetch>();

/** As much of XMLHttpRequest as an upload needs, over fetch. */
class PhoneRequest {
  readonly upload: { onprogress?: (event: { lengthComputable: boolean; loaded: number }) => void } = {};
  onload: () => void = () => undefined;
  onerror: (error: unknown) => void = () => undefined;
  status = 0;
  responseText = '';
  readonly #headers = new Headers();
  readonly #send = sender.getStore() ?? fetch;
  readonly #gone = new AbortController();
  #method = 'GET';
  #url = '';
  #answer = new Headers();

  open(method: string, url: string): void {
    this.#method = method;
    this.#url = url;
  }
  setRequestHeader(name: string, value: string): void {
    this.#headers.set(name, value);
  }
  getResponseHeader(name: string): string | null {
    return this.#answer.get(name);
  }
  abort(): void {
    this.#gone.abort();
  }
  send(body: Blob | null): void {
    const init = { method: this.#method, headers: this.#headers, signal: this.#gone.signal, ...(body ? { body } : {}) };
    this.#send(this.#url, init)
      .then(async (response) => {
        this.responseText = await response.text();
        this.status = response.status;
        this.#answer = response.headers;
        if (body) this.upload.onprogress?.({ lengthComputable: true, loaded: body.size });
        this.onload();
      })
      .catch((error: unknown) => {
        if (!this.#gone.signal.aborted) this.onerror(error);
      });
  }
}

Object.defineProperty(globalThis, 'XMLHttpRequest', { value: PhoneRequest, configurable: true });

/** The app's uploader, sending as one signed-in person. */
export async function uploaderOf(send: typeof fetch): Promise<Uploader> {
  const { uploadByTus } = await import('@huiyin/pwa/offline/upload');
  return (attachment, told, endpoint) => sender.run(send, () => uploadByTus(attachment, told, endpoint));
}
