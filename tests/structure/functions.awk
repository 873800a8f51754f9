# functions.awk - prints "LINES FILE:LINE" for every function of clang-formatted C: from the first line of
# its head to the brace that closes it.
FNR == 1 { head = 1; inside = 0 }
inside {
	if ($0 ~ /^}/) {
		print FNR - head + 1, FILENAME ":" head
		inside = 0
		head = FNR + 1
	}
	next
}
/^{$/ { inside = 1; next }
/^$|^#|^}|[;\\]$|\*\/$/ { head = FNR + 1 }
