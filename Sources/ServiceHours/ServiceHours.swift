// ServiceHours
