import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useMay } from '../../session/session';

/** Leads to the form of a new record, for those who may make one. */
export function NewButton({ to, permission, label }: { to: string; permission: string; label: string }) {
  const navigate = useNavigate();
  if (!useMay(permission)) return null;
  return (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate(to)}>
      {label}
    </Button>
  );
}
