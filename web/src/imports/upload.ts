/** Sending a file with its progress, which `fetch` does not tell. */
import { csrfHeaders } from '../api/client';
import { problemOf, Unreachable } from '../api/problems';
import type { Service } from '../ui/operations/services';
import type { ImportDetailed } from './calls';

/** The most that is taken unless the service is set otherwise. */
export const USUAL_LIMIT = 50 * 1024 * 1024;

/** The file is larger than what is taken. */
export class TooLarge extends Error {}
/** Whoever sends it thought better of it. */
export class Abandoned extends Error {}

interface Sending {
  /** From 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

export function send(
  service: Service,
  file: File,
  { onProgress, signal }: Sending = {},
): Promise<ImportDetailed> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/${service}/imports`);
    for (const [name, value] of Object.entries(csrfHeaders('POST'))) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onProgress?.(event.total === 0 ? 1 : event.loaded / event.total);
    request.onload = () => {
      // The body is the contract's answer to an upload that was taken.
      if (request.status === 201) resolve(JSON.parse(request.responseText) as ImportDetailed);
      else void refusalOf(request).then(reject);
    };
    // A server that stops reading a file that is too large cuts the line before it can say so.
    request.onerror = () => reject(file.size > USUAL_LIMIT ? new TooLarge() : new Unreachable());
    request.onabort = () => reject(new Abandoned());
    signal?.addEventListener('abort', () => request.abort());
    const body = new FormData();
    body.append('file', file);
    request.send(body);
  });
}

async function refusalOf(request: XMLHttpRequest): Promise<Error> {
  if (request.status === 413) return new TooLarge();
  return problemOf(new Response(request.responseText, { status: request.status || 500 }));
}
