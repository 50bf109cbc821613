import { App, Button, type ButtonProps } from 'antd';
import { useState } from 'react';
import { useRefusals } from './problems';

/** Begins another import of the same file and goes there; what is refused is told. */
export function BeginButton({ begin, ...button }: ButtonProps & { begin: () => Promise<void> }) {
  const { message } = App.useApp();
  const refusals = useRefusals();
  const [busy, setBusy] = useState(false);
  const click = async () => {
    setBusy(true);
    try {
      await begin();
    } catch (error) {
      void message.error(refusals(error, null).join(' '));
    } finally {
      setBusy(false);
    }
  };
  return <Button {...button} loading={busy} onClick={() => void click()} />;
}
