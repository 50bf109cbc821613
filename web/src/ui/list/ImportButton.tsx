import { UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay } from '../../session/session';
import type { Service } from '../operations/services';

interface Props {
  service: Service;
  permission: string;
  /** Where there is room for words. */
  said?: boolean;
}

/** Leads to where records come in from a file, for those who may import them. */
export function ImportButton({ service, permission, said }: Props) {
  const { t } = useTranslation('ui/list');
  const navigate = useNavigate();
  if (!useMay(permission)) return null;
  return (
    <Button
      icon={<UploadOutlined />}
      aria-label={t('import')}
      title={t('import')}
      onClick={() => void navigate(`/imports/new/${service}`)}
    >
      {said && t('import')}
    </Button>
  );
}
