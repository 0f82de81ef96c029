"""The blocks of documents that were marked by hand, and how well the rules find them.

`labels.txt` holds the labels only; the documents are in the folder that NINEVEH_DATA names.
`python -m tests.gold` prints precision and recall for each kind.
"""
