/** One upload at a time: how far it is, what went wrong, a way to stop it. */
import { useEffect, useRef, useState } from 'react';
import type { ImportDetailed } from './calls';
import { useService } from './place';
import { Abandoned, send } from './upload';

export type Upload =
  | { state: 'none' }
  | { state: 'sending'; name: string; share: number }
  | { state: 'failed'; name: string; error: unknown };

export function useUpload(onDone: (job: ImportDetailed) => void) {
  const service = useService();
  const [upload, setUpload] = useState<Upload>({ state: 'none' });
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []); // whoever leaves the page stops the upload

  const begin = async (file: File) => {
    running.current?.abort();
    const abort = (running.current = new AbortController());
    const { name } = file;
    setUpload({ state: 'sending', name, share: 0 });
    try {
      const onProgress = (share: number) => setUpload({ state: 'sending', name, share });
      onDone(await send(service, file, { onProgress, signal: abort.signal }));
    } catch (error) {
      if (running.current === abort)
        setUpload(error instanceof Abandoned ? { state: 'none' } : { state: 'failed', name, error });
    }
  };
  return { upload, begin, stop: () => running.current?.abort() };
}
