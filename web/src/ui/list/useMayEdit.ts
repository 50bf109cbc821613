import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ObjectDescription, RecordShown } from '../records/description';
import { useReaches } from '../records/may';
import { textOf } from '../fields/values';
import { valueOf } from '../records/values';

/** Whether one may change a record; says so when not. What has no owner of its own, the server decides. */
export function useMayEdit<R extends RecordShown>({
  permissions,
}: ObjectDescription<R>): (record: R) => boolean {
  const { t } = useTranslation('ui/list');
  const { message } = App.useApp();
  const reaches = useReaches();
  return (record) => {
    if (valueOf(record, 'owner_id') === undefined) return true;
    const owned = {
      owner_id: textOf(valueOf(record, 'owner_id')),
      team_id: textOf(valueOf(record, 'team_id')),
    };
    if (reaches(permissions.update, owned)) return true;
    void message.info(t('notYours'));
    return false;
  };
}
