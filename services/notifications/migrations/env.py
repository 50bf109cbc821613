from chassis.migrations import run
from notifications.inbox.models import InboxItem

run(InboxItem.metadata)
