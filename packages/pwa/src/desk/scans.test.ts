import { createRoot } from 'solid-js';
import { afterEach, expect, test, vi } from 'vitest';
import { registerMessages as words } from '../messages/register.zh-CN.ts';
import { createScanSender } from './scans.ts';

afterEach(() => vi.unstubAllGlobals());

/** What is said of a file that is added. */
async function saidOf(file: File): Promise<readonly string[]> {
  const { send, failures } = createRoot(() => createScanSender(() => expect.unreachable()));
  await send([file]);
  return failures();
}

test('a scan that can no longer be read is told by its name, and the next one may be added', async () => {
  vi.stubGlobal('isSecureContext', true);
  const gone = new File(['x'], '来信.pdf', { type: 'application/pdf' });
  gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
  expect(await saidOf(gone)).toEqual([words.scanFailed('来信.pdf', words.scanUnreadable)]);
});

test('without HTTPS a browser cannot check a scan: it is said where to go', async () => {
  vi.stubGlobal('isSecureContext', false);
  const scan = new File(['x'], '来信.pdf', { type: 'application/pdf' });
  expect(await saidOf(scan)).toEqual([words.scanFailed('来信.pdf', words.scanInsecure)]);
});
