import { ApartmentOutlined, PlusOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay } from '../../session/session';
import { SettingUp } from '../shared/settingUp';

interface Props {
  as: 'tree' | 'list';
  /** The team that is open; it stays so in the other picture. */
  open: string;
  onNew: () => void;
}

/** What can be done with teams: shown as a tree or a list, and made. */
export function Actions({ as, open, onNew }: Props) {
  const { t } = useTranslation('administration/teams');
  const navigate = useNavigate();
  const settingUp = use(SettingUp);
  const addresses = {
    tree: `/administration/teams${open && `?open=${open}`}`,
    list: `/administration/teams/list${open && `?peek=${open}`}`,
  };
  return (
    <>
      {!settingUp && (
        <Segmented<Props['as']>
          aria-label={t('as')}
          value={as}
          options={[
            { value: 'tree', label: t('asTree'), icon: <ApartmentOutlined aria-hidden /> },
            { value: 'list', label: t('asList'), icon: <UnorderedListOutlined aria-hidden /> },
          ]}
          onChange={(picture) => void navigate(addresses[picture])}
        />
      )}
      <NewTeamButton onClick={onNew} />
    </>
  );
}

export function NewTeamButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation('administration/teams');
  if (!useMay('team.manage')) return null;
  return (
    <Button type="primary" icon={<PlusOutlined />} onClick={onClick}>
      {t('new')}
    </Button>
  );
}
