import { DeleteOutlined } from '@ant-design/icons';
import type { QueryKey } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsk, useSaving } from '../administration/shared/saving';

interface Props {
  name: string;
  remove: () => Promise<unknown>;
  touches: readonly QueryKey[];
}

/** Asks once; leads keep what the rule decided. */
export function DeleteRule({ name, remove, touches }: Props) {
  const { t } = useTranslation('lead-rules');
  const ask = useAsk();
  const deleting = useSaving(remove, { touches, said: t('delete.done', { name }) });
  const begin = async () => {
    if (await ask(t('delete.title', { name }), t('delete.text'), t('delete.button')))
      deleting.mutate(undefined);
  };
  return (
    <Button
      type="text"
      icon={<DeleteOutlined />}
      loading={deleting.isPending}
      aria-label={t('deleteOne', { name })}
      onClick={() => void begin()}
    />
  );
}
