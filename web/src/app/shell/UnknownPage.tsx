import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EmptyState } from '../../ui/states/EmptyState';

export function UnknownPage() {
  const { t } = useTranslation('app');
  const go = useNavigate();
  const home = <Button onClick={() => void go('/')}>{t('unknown.home')}</Button>;
  return <EmptyState title={t('unknown.title')} text={t('unknown.text')} action={home} />;
}
