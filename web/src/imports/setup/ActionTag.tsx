import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PreviewRow } from '../calls';

type Action = PreviewRow['action'];

const COLOURS: Record<Action, string | undefined> = {
  create: 'success',
  update: 'processing',
  skip: undefined,
  fail: 'error',
};

/** What becomes of a row, or of how many. */
export function ActionTag({ action, more }: { action: Action; more?: string }) {
  const { t } = useTranslation('imports');
  return (
    <Tag color={COLOURS[action]}>
      {t(`actions.${action}`)} {more}
    </Tag>
  );
}
